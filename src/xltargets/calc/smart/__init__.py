"""SMART: what is judged (a row, a sentence), the words of each language, the verdicts and the advice."""
