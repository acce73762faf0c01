"""How well registrations of one study are found where no number joins them: learned, measured."""
