-- The words of the batch's listings: what the seller calls the goods, what stands before and after, the description.
CREATE OR REPLACE VIEW listing_words AS
WITH named AS (
    SELECT
        l.*, s.seed,
        disguise.words[1 + pick(s.seed, l.listing_no, 851, len(disguise.words))] AS disguised_name,
        slang.words[1 + pick(s.seed, l.listing_no, 852, len(slang.words))] AS slang_name,
        CASE WHEN l.u_variant < 0.45 OR l.local_name IS NULL THEN l.true_brand
            WHEN l.u_variant < 0.75 THEN l.local_name ELSE l.local_name || ' ' || l.true_brand END AS plain_name,
        coalesce(before.phrases[1 + pick(s.seed, l.listing_no, 853, len(before.phrases))], '') AS words_before,
        coalesce(after.phrases[1 + pick(s.seed, l.listing_no, 854, len(after.phrases))], '') AS words_after,
        words.phrases[1 + pick(s.seed, l.listing_no, 855, len(words.phrases))] AS body,
    FROM listing AS l JOIN batch AS b ON l.listing_no >= b.listing_from AND l.listing_no < b.listing_to, settings AS s
    LEFT JOIN brand_word_list AS disguise ON disguise.brand = l.true_brand AND disguise.style = 'disguise'
    LEFT JOIN brand_word_list AS slang ON slang.brand = l.true_brand AND slang.style = 'slang'
    LEFT JOIN phrase_list AS before ON before.style = l.wording AND before.place = 'before'
    LEFT JOIN phrase_list AS after ON after.style = l.wording AND after.place = 'after'
    LEFT JOIN phrase_list AS words ON words.style = l.wording AND words.place = 'text'
)
SELECT
    *,
    CASE
        WHEN NOT is_branded THEN good_word
        WHEN wording = 'avoid' THEN noun
        WHEN wording IN ('disguise', 'sloppy') THEN coalesce(disguised_name, disguised(true_brand, listing_no)) || ' ' || noun
        WHEN wording = 'slang' THEN coalesce(slang_name, plain_name) || ' ' || noun
        ELSE plain_name || ' ' || noun END AS what,
FROM named;
