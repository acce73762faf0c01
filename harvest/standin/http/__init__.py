"""What all stand-in services share: the server, who is let in, the bytes on the wire."""
