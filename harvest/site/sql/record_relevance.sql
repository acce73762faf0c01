SELECT score, reasons FROM relevance WHERE kind = :kind AND id = :id
