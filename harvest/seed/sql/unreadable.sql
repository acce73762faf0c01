-- Why a record stands in quarantine.
SELECT reason FROM quarantine_summary WHERE record_id = :id
