"""Carries TCP connections between two networks that share nothing but a folder.

    python relay.py tcp:8786=/shared/scheduler unix:/shared/worker=40001 -- dask worker …

tcp:PORT=PATH: who connects to the port here is led to the socket at PATH. unix:PATH=PORT: the other way
round. What follows -- runs as long as the relay does.
"""

import asyncio
import sys
from collections.abc import Sequence

HERE = "127.0.0.1"


async def relay(pairs: Sequence[str], command: Sequence[str]) -> None:
    for pair in pairs:
        kind, _, rest = pair.partition(":")
        listening, _, leading = rest.partition("=")
        if kind == "tcp":
            await asyncio.start_server(led(asyncio.open_unix_connection, leading), HERE, int(listening))
        else:
            await asyncio.start_unix_server(led(asyncio.open_connection, HERE, int(leading)), listening)
    print("ready", flush=True)
    if command:
        await (await asyncio.create_subprocess_exec(*command)).wait()
    else:
        await asyncio.Event().wait()


def led(connect, *place):
    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await connect(*place)
        await asyncio.gather(pumped(reader, back), pumped(there, writer))

    return carry


async def pumped(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while content := await reader.read(1 << 16):
            writer.write(content)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


if __name__ == "__main__":
    end = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    asyncio.run(relay(sys.argv[1:end], sys.argv[end + 1 :]))
