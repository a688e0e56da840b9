package io.holdall.local;

/** Loads this package anew, with its tests, and a {@link Mutation} in it. */
final class MutantLoader extends ClassLoader {
  private static final String PACKAGE = "io.holdall.local.";

  private final Mutation mutation;

  MutantLoader(Mutation mutation) {
    super(MutantLoader.class.getClassLoader());
    this.mutation = mutation;
  }

  private static boolean isOurs(String name) {
    return name.startsWith(PACKAGE) && name.indexOf('.', PACKAGE.length()) < 0;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!isOurs(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes = name.equals(mutation.className()) ? mutation.apply() : Mutation.read(name);
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
