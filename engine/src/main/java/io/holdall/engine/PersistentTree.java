package io.holdall.engine;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An ordered map from keys, in UTF-8 byte order, to values. Immutable: {@link #put} and {@link
 * #remove} return another map, which shares all nodes but those on the path to the key. So who has
 * a map in hand sees one moment for as long as it likes, and a copy costs nothing.
 *
 * <p>A B-tree. Every node but the root has from {@link TreeNode#LEAST} to {@link TreeNode#MOST}
 * slots, so its height for n keys is at most log(n) / log({@link TreeNode#LEAST}) + 1, and all
 * methods take a time in proportion to that.
 *
 * <p>Beside the values stand their lines, those of neighbours one after the other, so that a page
 * of a listing is copied by the stretch and looks at neither keys nor values.
 *
 * @param <V> the values
 * @param <L> the lines: what a listing shows of a value
 */
final class PersistentTree<V, L> {
  private final TreeNode root;
  private final Function<? super V, ? extends L> lineOf;

  private PersistentTree(TreeNode root, Function<? super V, ? extends L> lineOf) {
    this.root = root;
    this.lineOf = lineOf;
  }

  /** Of values that are their own lines. */
  static <V> PersistentTree<V, V> empty() {
    return empty(Function.identity());
  }

  static <V, L> PersistentTree<V, L> empty(Function<? super V, ? extends L> lineOf) {
    return new PersistentTree<>(TreeLeaf.EMPTY, lineOf);
  }

  private PersistentTree<V, L> with(TreeNode changed) {
    return new PersistentTree<>(changed.asRoot(), lineOf);
  }

  boolean isEmpty() {
    return root.size() == 0;
  }

  @SuppressWarnings("unchecked") // Leaves hold what put was given.
  @Nullable V get(String key) {
    boolean plain = Utf8Order.isPlain(key);
    TreeNode node = root;
    while (node instanceof TreeBranch branch) {
      node = branch.children[branch.childFor(key, plain)];
    }
    int index = node.indexOf(key, plain);
    return index < 0 ? null : (V) ((TreeLeaf) node).values[index];
  }

  /** The map in which the key has this value. */
  PersistentTree<V, L> put(String key, V value) {
    return with(root.put(key, Utf8Order.isPlain(key), value, lineOf.apply(value)));
  }

  /** The map without the key; this itself if it is not there. */
  PersistentTree<V, L> remove(String key) {
    TreeNode changed = root.remove(key, Utf8Order.isPlain(key));
    return changed == root ? this : with(changed);
  }

  /** At the first entry. */
  TreeCursor<V, L> cursor() {
    return new TreeCursor<>(root);
  }

  TreeNode root() {
    return root;
  }
}
