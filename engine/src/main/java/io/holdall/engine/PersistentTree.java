package io.holdall.engine;

import org.jspecify.annotations.Nullable;

/**
 * An ordered map from keys, in UTF-8 byte order, to values. Immutable: {@link #put} and {@link
 * #remove} return another map, which shares all nodes but those on the path to the key. So who has
 * a map in hand sees one moment for as long as it likes, and a copy costs nothing.
 *
 * <p>A B-tree. Every node but the root has from {@link TreeNode#LEAST} to {@link TreeNode#MOST}
 * slots, so its height for n keys is at most log(n) / log({@link TreeNode#LEAST}) + 1, and all
 * methods take a time in proportion to that.
 */
final class PersistentTree<V> {
  private static final PersistentTree<?> EMPTY = new PersistentTree<>(TreeNode.EMPTY);

  private final TreeNode root;

  private PersistentTree(TreeNode root) {
    this.root = root;
  }

  @SuppressWarnings("unchecked") // There is nothing in it.
  static <V> PersistentTree<V> empty() {
    return (PersistentTree<V>) EMPTY;
  }

  boolean isEmpty() {
    return root.slots.length == 0;
  }

  @SuppressWarnings("unchecked") // Leaves hold what put was given.
  @Nullable V get(String key) {
    boolean plain = Utf8Order.isPlain(key);
    TreeNode node = root;
    while (!node.leaf) {
      node = node.child(node.childFor(key, plain));
    }
    int index = node.indexOf(key, plain);
    return index < 0 ? null : (V) node.slots[index];
  }

  /** The map in which the key has this value. */
  PersistentTree<V> put(String key, V value) {
    return new PersistentTree<>(root.put(key, Utf8Order.isPlain(key), value).asRoot());
  }

  /** The map without the key; this itself if it is not there. */
  PersistentTree<V> remove(String key) {
    TreeNode changed = root.remove(key, Utf8Order.isPlain(key));
    return changed == root ? this : new PersistentTree<>(changed.asRoot());
  }

  /** At the first entry. */
  TreeCursor<V> cursor() {
    return new TreeCursor<>(root);
  }

  TreeNode root() {
    return root;
  }
}
