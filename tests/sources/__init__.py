"""Tests of the municipal sources: fields, mapping, folder, reader, worker, validation."""
