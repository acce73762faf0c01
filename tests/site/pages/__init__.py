"""The pages: what each says, how it is built, and that nothing stored acts in it."""
