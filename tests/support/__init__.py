"""What several test files share: real servers, a real browser, waiting for a condition."""
