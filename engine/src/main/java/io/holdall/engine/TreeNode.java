package io.holdall.engine;

import java.util.Arrays;

/**
 * A node of a {@link PersistentTree}. Immutable; the arrays are exactly as long as they need be.
 */
abstract sealed class TreeNode permits TreeLeaf, TreeBranch {
  /** How many slots a node has at most, once it is part of a tree. */
  static final int MOST = 48;

  /** How many slots a node has at least, the root excepted. */
  static final int LEAST = MOST / 4;

  /** In order. */
  final String[] keys;

  TreeNode(String[] keys) {
    this.keys = keys;
  }

  /** How many slots there are: for the values of a leaf, for the children of a branch. */
  abstract int size();

  /** This node or below it with a value for the key. May have one slot too many. */
  abstract TreeNode put(String key, boolean plain, Object value, Object line);

  /** Without the key; this itself if it is not there. May have one slot too few. */
  abstract TreeNode remove(String key, boolean plain);

  /** The key that separates the slots before the index from the others. */
  abstract String separator(int index);

  /** With the slots before the index alone. */
  abstract TreeNode before(int index);

  /** With the slots from the index on alone. */
  abstract TreeNode from(int index);

  /** With the slots of this node and then those of its right neighbour. */
  abstract TreeNode joined(String separator, TreeNode right);

  /** What this is as a root: higher if it has too many slots, lower if it has but one child. */
  final TreeNode asRoot() {
    if (size() > MOST) {
      return new TreeBranch(new String[0], new TreeNode[] {this}).withChild(0, this);
    }
    return this instanceof TreeBranch branch && branch.size() == 1 ? branch.children[0] : this;
  }

  /** As {@link Arrays#binarySearch(Object[], Object)}. */
  final int indexOf(String key, boolean plain) {
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
}
