"""Excel on Windows, through xlwings: functions and buttons."""
