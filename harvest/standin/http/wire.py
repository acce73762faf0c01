"""Ways to put an answer on the wire badly; each is a `Send`."""

from harvest.standin.http.server import Connection, Response, Send, chunk

LONGEST_STALL = 60.0  # seconds; a stand-in that stops ends a stall at once


def cut(at: int, *, declared: bool) -> Send:
    """Only the first ``at`` bytes; ``declared``: after a Content-Length of the whole."""

    def send(connection: Connection, response: Response) -> None:
        connection.head(response, len(response.body) if declared else None)
        connection.write(response.body[:at])
        connection.close()

    return send


def chunks_cut(at: int) -> Send:
    """A chunked body that ends after ``at`` bytes without its last chunk."""

    def send(connection: Connection, response: Response) -> None:
        connection.head(_chunked(response), None)
        connection.write(chunk(response.body[:at]))
        connection.close()

    return send


def chunk_size_wrong() -> Send:
    """A chunked body with a size that is no number."""

    def send(connection: Connection, response: Response) -> None:
        connection.head(_chunked(response), None)
        connection.write(b"zz\r\n" + response.body[:64] + b"\r\n")
        connection.close()

    return send


def reset(after: int | None) -> Send:
    """A connection reset after so many bytes of the body; None: before the status line."""

    def send(connection: Connection, response: Response) -> None:
        if after is not None:
            connection.head(response, len(response.body))
            connection.write(response.body[:after])
        connection.reset()

    return send


def stall(after: int | None) -> Send:
    """Silence after so many bytes of the body; None: before the status line."""

    def send(connection: Connection, response: Response) -> None:
        if after is not None:
            connection.head(response, len(response.body))
            connection.write(response.body[:after])
        connection.stopping.wait(LONGEST_STALL)
        connection.close()

    return send


def drip(size: int, seconds: float) -> Send:
    """The body in pieces of ``size`` bytes with a pause after each: no read ever times out."""

    def send(connection: Connection, response: Response) -> None:
        connection.head(response, len(response.body))
        for at in range(0, len(response.body), size):
            connection.write(response.body[at : at + size])
            if connection.stopping.wait(seconds):
                break
        connection.close()

    return send


def endless(filler: bytes) -> Send:
    """A body that goes on for ever, or until the client leaves."""

    def send(connection: Connection, response: Response) -> None:
        connection.head(_chunked(response), None)
        connection.write(chunk(response.body))
        while not connection.stopping.is_set():
            connection.write(chunk(filler))
        connection.close()

    return send


def _chunked(response: Response) -> Response:
    return Response(
        response.body, response.status, response.content_type, response.headers, chunked=True
    )
