"""Many accepted workbooks put together into the company picture, every figure with its source."""
