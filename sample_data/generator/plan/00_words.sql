-- Words in reach of a draw: every part numbered from 0, phrases and brand words as lists.
CREATE TABLE word AS
SELECT part, word, row_number() OVER (PARTITION BY part ORDER BY word) - 1 AS word_no FROM names;
