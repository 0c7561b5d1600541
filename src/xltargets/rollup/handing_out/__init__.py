"""A company plan handed out: what each unit's workbooks get from it, at first and again after a change."""
