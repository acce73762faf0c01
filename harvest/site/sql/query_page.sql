SELECT * FROM (:query) :order LIMIT :_limit OFFSET :_offset
