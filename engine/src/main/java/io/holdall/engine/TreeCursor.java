package io.holdall.engine;

/**
 * Walks over a {@link PersistentTree} in order, leaping forward where asked. Not thread-safe.
 *
 * @param <V> the values of the tree
 * @param <L> their lines
 */
final class TreeCursor<V, L> {
  /** Up to where a leap goes. */
  enum Leap {
    /** To the first key that is the same or greater. */
    TO {
      @Override
      boolean over(String key, String target, boolean plain) {
        return Utf8Order.compare(target, plain, key) > 0;
      }
    },
    /** To the first greater key. */
    PAST {
      @Override
      boolean over(String key, String target, boolean plain) {
        return Utf8Order.compare(target, plain, key) >= 0;
      }
    },
    /** To the first key that is greater and does not begin with this. */
    PAST_ALL_UNDER {
      @Override
      boolean over(String key, String target, boolean plain) {
        return key.startsWith(target) || Utf8Order.compare(target, plain, key) >= 0;
      }
    };

    /** Whether the key is leapt over. If one is, so is every smaller one. */
    abstract boolean over(String key, String target, boolean plain);
  }

  /** From the root down to the leaf. */
  private final TreeNode[] path;

  /** Which child of each node is the next of the path; in the leaf, which entry this is at. */
  private final int[] at;

  private final int bottom;

  TreeCursor(TreeNode root) {
    int height = 1;
    for (TreeNode node = root; node instanceof TreeBranch branch; node = branch.children[0]) {
      height++;
    }
    path = new TreeNode[height];
    at = new int[height];
    bottom = height - 1;
    path[0] = root;
    descend(0);
  }

  private TreeLeaf leaf() {
    return (TreeLeaf) path[bottom];
  }

  private TreeNode child(int level) {
    return ((TreeBranch) path[level]).children[at[level]];
  }

  /** Whether there is an entry here; if not, the end has been reached. */
  boolean isValid() {
    return at[bottom] < path[bottom].size();
  }

  /** The key here. Only if there is an entry. */
  String key() {
    return path[bottom].keys[at[bottom]];
  }

  /** The value here. Only if there is an entry. */
  @SuppressWarnings("unchecked") // Leaves hold what put was given.
  V value() {
    return (V) leaf().values[at[bottom]];
  }

  /** The line here. Only if there is an entry. */
  @SuppressWarnings("unchecked") // Leaves hold the lines of what put was given.
  L line() {
    return (L) leaf().lines[at[bottom]];
  }

  /** Goes to the next entry. Only if there is one here. */
  void advance() {
    advance(1);
  }

  private void advance(int entries) {
    at[bottom] += entries;
    if (!isValid()) {
      nextLeaf();
    }
  }

  /**
   * Adds to the page the lines from here on, until it is full or a key is reached that does not
   * begin with the prefix, and goes there. Only if no key from here on is smaller than the prefix.
   * Of each leaf it copies one stretch and looks at the last key, if there is a prefix.
   */
  void take(String prefix, PageLines<? super L> page) {
    boolean plain = Utf8Order.isPlain(prefix);
    boolean ended = false;
    while (isValid() && !page.isFull() && !ended) {
      TreeLeaf leaf = leaf();
      int end = leaf.size();
      if (!prefix.isEmpty() && !leaf.keys[end - 1].startsWith(prefix)) {
        end = firstNotOver(leaf.keys, at[bottom], Leap.PAST_ALL_UNDER, prefix, plain);
        ended = true;
      }
      advance(page.addAll(leaf.lines, at[bottom], end));
    }
  }

  /** Goes forward, never back: stays where it is if this entry is not to be leapt over. */
  void leap(Leap leap, String target) {
    boolean plain = Utf8Order.isPlain(target);
    if (!isValid() || !leap.over(key(), target, plain)) {
      return;
    }
    int level = bottom;
    while (level > 0 && leavesBehind(level, leap, target, plain)) {
      level--;
    }
    while (true) {
      at[level] = firstNotOver(path[level].keys, at[level], leap, target, plain);
      if (level == bottom) {
        break;
      }
      path[level + 1] = child(level);
      at[++level] = 0;
    }
    if (!isValid()) {
      nextLeaf();
    }
  }

  /** Whether the leap goes, for all that the node above this level shows, beyond what is below. */
  private boolean leavesBehind(int level, Leap leap, String target, boolean plain) {
    String[] separators = path[level - 1].keys;
    int index = at[level - 1];
    return index == separators.length || leap.over(separators[index], target, plain);
  }

  private static int firstNotOver(
      String[] keys, int from, Leap leap, String target, boolean plain) {
    int low = from;
    int high = keys.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (leap.over(keys[middle], target, plain)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void nextLeaf() {
    for (int level = bottom - 1; level >= 0; level--) {
      if (at[level] + 1 < path[level].size()) {
        at[level]++;
        descend(level);
        return;
      }
    }
  }

  /** Goes to the first entry below the child that the level is at. */
  private void descend(int level) {
    for (int i = level; i < bottom; i++) {
      path[i + 1] = child(i);
      at[i + 1] = 0;
    }
  }
}
