"""Municipal databases: a mapping file, the rows it reads, and the checked records that come out."""
