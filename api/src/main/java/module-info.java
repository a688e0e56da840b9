/** What users see, and what a backend implements. */
module io.holdall.api {
  requires static org.jspecify;

  exports io.holdall;
  exports io.holdall.spi;

  uses io.holdall.spi.StoreProvider;
}
