"""The work database: records, ledger, quarantine, schema, and what is read again."""
