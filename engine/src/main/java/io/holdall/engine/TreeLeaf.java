package io.holdall.engine;

import static io.holdall.engine.ArrayCopies.concatenated;
import static io.holdall.engine.ArrayCopies.inserted;
import static io.holdall.engine.ArrayCopies.removed;
import static io.holdall.engine.ArrayCopies.replaced;

import java.util.Arrays;

/** A node that has to each of its keys a value, and the line of that value. */
final class TreeLeaf extends TreeNode {
  static final TreeLeaf EMPTY = new TreeLeaf(new String[0], new Object[0], new Object[0]);

  final Object[] values;
  final Object[] lines;

  private TreeLeaf(String[] keys, Object[] values, Object[] lines) {
    super(keys);
    this.values = values;
    this.lines = lines;
  }

  /** Of the lines: what cuts pages looks at no other array. */
  @Override
  int size() {
    return lines.length;
  }

  @Override
  TreeLeaf put(String key, boolean plain, Object value, Object line) {
    int index = indexOf(key, plain);
    if (index >= 0) {
      // The key too: the value may hold this one, and an equal one beside it would be wasted.
      return new TreeLeaf(
          replaced(keys, index, key), replaced(values, index, value), replaced(lines, index, line));
    }
    int free = -index - 1;
    return new TreeLeaf(
        inserted(keys, free, key), inserted(values, free, value), inserted(lines, free, line));
  }

  @Override
  TreeLeaf remove(String key, boolean plain) {
    int index = indexOf(key, plain);
    return index < 0
        ? this
        : new TreeLeaf(removed(keys, index), removed(values, index), removed(lines, index));
  }

  @Override
  String separator(int index) {
    return keys[index];
  }

  @Override
  TreeLeaf before(int index) {
    return slice(0, index);
  }

  @Override
  TreeLeaf from(int index) {
    return slice(index, size());
  }

  private TreeLeaf slice(int from, int to) {
    return new TreeLeaf(
        Arrays.copyOfRange(keys, from, to),
        Arrays.copyOfRange(values, from, to),
        Arrays.copyOfRange(lines, from, to));
  }

  @Override
  TreeLeaf joined(String separator, TreeNode right) {
    TreeLeaf leaf = (TreeLeaf) right;
    return new TreeLeaf(
        concatenated(keys, leaf.keys),
        concatenated(values, leaf.values),
        concatenated(lines, leaf.lines));
  }
}
