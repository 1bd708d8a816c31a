"""What keeps the room running: logs, the clock, alarms, metrics, backups."""
