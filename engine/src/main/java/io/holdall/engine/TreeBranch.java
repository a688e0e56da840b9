package io.holdall.engine;

import static io.holdall.engine.ArrayCopies.concatenated;
import static io.holdall.engine.ArrayCopies.inserted;
import static io.holdall.engine.ArrayCopies.removed;
import static io.holdall.engine.ArrayCopies.replaced;

import java.util.Arrays;

/**
 * A node that has children, and between two of them a key that is greater than all in the left one
 * and not greater than any in the right one.
 */
final class TreeBranch extends TreeNode {
  final TreeNode[] children;

  TreeBranch(String[] separators, TreeNode[] children) {
    super(separators);
    this.children = children;
  }

  @Override
  int size() {
    return children.length;
  }

  /** The child that the key belongs to. */
  int childFor(String key, boolean plain) {
    int found = indexOf(key, plain);
    return found < 0 ? -found - 1 : found + 1;
  }

  @Override
  TreeBranch put(String key, boolean plain, Object value, Object line) {
    int index = childFor(key, plain);
    return withChild(index, children[index].put(key, plain, value, line));
  }

  @Override
  TreeBranch remove(String key, boolean plain) {
    int index = childFor(key, plain);
    TreeNode changed = children[index].remove(key, plain);
    return changed == children[index] ? this : withChild(index, changed);
  }

  /**
   * This branch with another child, which is split if it has too many slots, and joined with a
   * neighbour if it has too few.
   */
  TreeBranch withChild(int index, TreeNode child) {
    if (child.size() > MOST) {
      int half = child.size() / 2;
      TreeNode[] halves = replaced(children, index, child.before(half));
      return new TreeBranch(
          inserted(keys, index, child.separator(half)),
          inserted(halves, index + 1, child.from(half)));
    }
    TreeBranch replaced = new TreeBranch(keys, replaced(children, index, child));
    return child.size() >= LEAST || size() == 1
        ? replaced
        : replaced.withJoined(Math.max(0, index - 1));
  }

  /** With the child at the index and the next made one; or again two, if one cannot hold all. */
  private TreeBranch withJoined(int index) {
    TreeNode joined = children[index].joined(keys[index], children[index + 1]);
    TreeBranch without = new TreeBranch(removed(keys, index), removed(children, index));
    return without.withChild(index, joined);
  }

  @Override
  String separator(int index) {
    return keys[index - 1];
  }

  @Override
  TreeBranch before(int index) {
    return new TreeBranch(Arrays.copyOf(keys, index - 1), Arrays.copyOf(children, index));
  }

  @Override
  TreeBranch from(int index) {
    return new TreeBranch(
        Arrays.copyOfRange(keys, index, keys.length),
        Arrays.copyOfRange(children, index, children.length));
  }

  @Override
  TreeBranch joined(String separator, TreeNode right) {
    TreeBranch branch = (TreeBranch) right;
    return new TreeBranch(
        concatenated(inserted(keys, keys.length, separator), branch.keys),
        concatenated(children, branch.children));
  }
}
