"""XL6: rules that look at several workbooks together. Each is a pure function of extracts; no file is touched."""
