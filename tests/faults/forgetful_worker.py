"""The worker with checkpoints that hold where it was and nothing of what it knew."""

import msgspec

from stream_apps import app
from stream_apps.pipelines import shop


def _dump_place_only(self: shop.ShopPipeline) -> bytes:
    return msgspec.msgpack.encode(shop._State(offset=self.offset))


if __name__ == "__main__":
    shop.ShopPipeline.dump = _dump_place_only
    app.main()
