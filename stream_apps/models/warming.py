"""Everything that is compiled on its first call, compiled: no shopper waits for it, and no benchmark counts it."""

from stream_apps.models import footfall, mann_kendall, next_product, related_products, sentiment


def warm_up() -> None:
    """Takes a second or so; where nothing was ever compiled, several."""
    footfall.warm_up()
    mann_kendall.warm_up()
    next_product.warm_up()
    related_products.warm_up()
    sentiment.warm_up()
