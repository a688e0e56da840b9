package io.holdall.engine;

import java.util.Arrays;

/**
 * A node of a {@link PersistentTree}. A leaf has values in its slots, one to each key. A branch has
 * children there, and between two of them a key that is greater than all in the left one and not
 * greater than any in the right one. Immutable; the arrays are exactly as long as they need be.
 */
final class TreeNode {
  /** How many slots a node has at most, once it is part of a tree. */
  static final int MOST = 48;

  /** How many slots a node has at least, the root excepted. */
  static final int LEAST = MOST / 4;

  static final TreeNode EMPTY = new TreeNode(true, new String[0], new Object[0]);

  final boolean leaf;
  final String[] keys;
  final Object[] slots;

  private TreeNode(boolean leaf, String[] keys, Object[] slots) {
    this.leaf = leaf;
    this.keys = keys;
    this.slots = slots;
  }

  TreeNode child(int index) {
    return (TreeNode) slots[index];
  }

  /** The child that the key belongs to. */
  int childFor(String key, boolean plain) {
    int found = indexOf(key, plain);
    return found < 0 ? -found - 1 : found + 1;
  }

  /** As {@link Arrays#binarySearch(Object[], Object)}. */
  int indexOf(String key, boolean plain) {
    int low = 0;
    int high = keys.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Utf8Order.compare(key, plain, keys[middle]);
      if (order > 0) {
        low = middle + 1;
      } else if (order < 0) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -low - 1;
  }

  /** This node or below it with a value for the key. May have one slot too many. */
  TreeNode put(String key, boolean plain, Object value) {
    if (!leaf) {
      int index = childFor(key, plain);
      return withChild(index, child(index).put(key, plain, value));
    }
    int index = indexOf(key, plain);
    return index >= 0
        ? new TreeNode(true, keys, replaced(slots, index, value))
        : new TreeNode(true, inserted(keys, -index - 1, key), inserted(slots, -index - 1, value));
  }

  /** Without the key; this itself if it is not there. May have one slot too few. */
  TreeNode remove(String key, boolean plain) {
    if (!leaf) {
      int index = childFor(key, plain);
      TreeNode child = child(index);
      TreeNode changed = child.remove(key, plain);
      return changed == child ? this : withChild(index, changed);
    }
    int index = indexOf(key, plain);
    return index < 0 ? this : new TreeNode(true, removed(keys, index), removed(slots, index));
  }

  /** What this is as a root: higher if it has too many slots, lower if it has but one child. */
  TreeNode asRoot() {
    if (slots.length > MOST) {
      return new TreeNode(false, new String[0], new Object[] {this}).withChild(0, this);
    }
    return !leaf && slots.length == 1 ? child(0) : this;
  }

  /**
   * This branch with another child, which is split if it has too many slots, and joined with a
   * neighbour if it has too few.
   */
  private TreeNode withChild(int index, TreeNode child) {
    if (child.slots.length > MOST) {
      int half = child.slots.length / 2;
      Object[] halves = replaced(slots, index, child.before(half));
      return new TreeNode(
          false,
          inserted(keys, index, child.separator(half)),
          inserted(halves, index + 1, child.from(half)));
    }
    TreeNode replaced = new TreeNode(false, keys, replaced(slots, index, child));
    return child.slots.length >= LEAST || slots.length == 1
        ? replaced
        : replaced.joined(Math.max(0, index - 1));
  }

  /** With the child at the index and the next made one; or again two, if one cannot hold all. */
  private TreeNode joined(int index) {
    TreeNode left = child(index);
    TreeNode right = child(index + 1);
    String[] middle = leftmost(left.leaf, keys[index]);
    TreeNode joined =
        new TreeNode(
            left.leaf,
            concatenated(concatenated(left.keys, middle), right.keys),
            concatenated(left.slots, right.slots));
    TreeNode without = new TreeNode(false, removed(keys, index), removed(slots, index));
    return without.withChild(index, joined);
  }

  private static String[] leftmost(boolean leaf, String separator) {
    return leaf ? new String[0] : new String[] {separator};
  }

  /** The key that separates the slots before the index from the others. */
  private String separator(int index) {
    return leaf ? keys[index] : keys[index - 1];
  }

  private TreeNode before(int index) {
    return new TreeNode(
        leaf, Arrays.copyOf(keys, leaf ? index : index - 1), Arrays.copyOf(slots, index));
  }

  private TreeNode from(int index) {
    return new TreeNode(
        leaf,
        Arrays.copyOfRange(keys, index, keys.length),
        Arrays.copyOfRange(slots, index, slots.length));
  }

  private static <T> T[] replaced(T[] array, int index, T element) {
    T[] copy = array.clone();
    copy[index] = element;
    return copy;
  }

  private static <T> T[] inserted(T[] array, int index, T element) {
    T[] copy = Arrays.copyOf(array, array.length + 1);
    System.arraycopy(array, index, copy, index + 1, array.length - index);
    copy[index] = element;
    return copy;
  }

  private static <T> T[] removed(T[] array, int index) {
    T[] copy = Arrays.copyOf(array, array.length - 1);
    System.arraycopy(array, index + 1, copy, index, copy.length - index);
    return copy;
  }

  private static <T> T[] concatenated(T[] left, T[] right) {
    T[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }
}
