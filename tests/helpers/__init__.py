"""What tests share; no helper imports a test."""
