package io.holdall.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PersistentTreeTest {
  /** Few enough that puts and removals meet, many enough for three levels. */
  private static final int KEYS = 4000;

  private static PersistentTree<Integer, String> empty() {
    return PersistentTree.empty(value -> "line " + value);
  }

  @Property(tries = 60)
  void isASortedMap(@ForAll @From("runs") List<Tuple2<Boolean, Integer>> runs) {
    PersistentTree<Integer, String> tree = empty();
    NavigableMap<String, Integer> model = new TreeMap<>(Keys.UTF8_ORDER);
    int step = 0;
    for (Tuple2<Boolean, Integer> run : runs) {
      Random random = new Random(run.get2());
      int start = random.nextInt(KEYS);
      int length = random.nextInt(600);
      boolean scattered = random.nextBoolean();
      for (int i = 0; i < length; i++) {
        String key = key(scattered ? random.nextInt(KEYS) : (start + i) % KEYS);
        step++;
        if (run.get1()) {
          tree = tree.put(key, step);
          model.put(key, step);
        } else {
          tree = tree.remove(key);
          model.remove(key);
        }
      }
      assertSame(tree, model);
    }
  }

  /** Numbers as keys, some of them with characters whose order is another in UTF-16. */
  private static String key(int number) {
    return switch (number % 7) {
      case 0 -> "\uD83D\uDE00" + number;
      case 1 -> "\uFF61" + number;
      default -> Integer.toString(number);
    };
  }

  @Provide
  Arbitrary<List<Tuple2<Boolean, Integer>>> runs() {
    Arbitrary<Boolean> puts = Arbitraries.frequency(Tuple.of(3, true), Tuple.of(2, false));
    return Combinators.combine(puts, Arbitraries.integers())
        .as((put, seed) -> Tuple.of(put, seed))
        .list()
        .ofMaxSize(30);
  }

  private static void assertSame(
      PersistentTree<Integer, String> tree, NavigableMap<String, Integer> model) {
    assertNodes(tree.root(), true);
    assertThat(tree.isEmpty()).isEqualTo(model.isEmpty());
    TreeCursor<Integer, String> cursor = tree.cursor();
    for (Map.Entry<String, Integer> entry : model.entrySet()) {
      assertThat(cursor.isValid()).isTrue();
      assertThat(cursor.key()).isEqualTo(entry.getKey());
      assertThat(cursor.value()).isEqualTo(entry.getValue());
      assertThat(cursor.line()).isEqualTo("line " + entry.getValue());
      assertThat(tree.get(entry.getKey())).isEqualTo(entry.getValue());
      cursor.advance();
    }
    assertThat(cursor.isValid()).isFalse();
  }

  /** Every node has its number of slots, and all leaves are equally deep. Returns the height. */
  private static int assertNodes(TreeNode node, boolean root) {
    int slots = node.size();
    assertThat(slots).isBetween(root ? 0 : TreeNode.LEAST, TreeNode.MOST);
    if (node instanceof TreeBranch branch) {
      assertThat(slots).isGreaterThan(1);
      assertThat(branch.keys).hasSize(slots - 1);
      int height = assertNodes(branch.children[0], false);
      for (TreeNode child : branch.children) {
        assertThat(assertNodes(child, false)).isEqualTo(height);
      }
      return height + 1;
    }
    TreeLeaf leaf = (TreeLeaf) node;
    assertThat(leaf.keys).hasSize(slots);
    assertThat(leaf.values).hasSize(slots);
    assertThat(leaf.lines).hasSize(slots);
    return 1;
  }

  @Test
  void growsInOrderAndShrinksToNothing() {
    PersistentTree<Integer, String> tree = empty();
    NavigableMap<String, Integer> model = new TreeMap<>(Keys.UTF8_ORDER);
    for (int i = 0; i < 20_000; i++) {
      String key = "%08d".formatted(i);
      tree = tree.put(key, i);
      model.put(key, i);
    }
    assertSame(tree, model);
    assertThat(assertNodes(tree.root(), true)).isLessThanOrEqualTo(4);
    for (int i = 0; i < 20_000; i++) {
      tree = tree.remove("%08d".formatted((i * 7919) % 20_000));
    }
    assertSame(tree, new TreeMap<>());
  }

  @Test
  void anOlderTreeStaysAsItWas() {
    List<PersistentTree<Integer, String>> versions = new ArrayList<>();
    PersistentTree<Integer, String> tree = empty();
    for (int i = 0; i < 500; i++) {
      versions.add(tree);
      tree = tree.put(key(i), i);
    }
    for (int i = 0; i < 500; i++) {
      tree = tree.remove(key(i));
    }
    for (int count = 0; count < versions.size(); count++) {
      NavigableMap<String, Integer> model = new TreeMap<>(Keys.UTF8_ORDER);
      for (int i = 0; i < count; i++) {
        model.put(key(i), i);
      }
      assertSame(versions.get(count), model);
    }
  }

  @Test
  void aKeyThatIsNotThereIsNotRemoved() {
    PersistentTree<Integer, String> tree = empty().put("a", 1);
    assertThat(tree.remove("b")).isSameAs(tree);
    assertThat(tree.get("b")).isNull();
  }

  @Test
  void keepsTheKeyThatItsValueCameWith() {
    String equal = String.valueOf(new char[] {'a'});
    assertThat(empty().put("a", 1).put(equal, 2).cursor().key()).isSameAs(equal);
  }

  @Property(tries = 300)
  void takesWhatAScanWouldFindUnderAPrefix(
      @ForAll @From("keys") List<String> keys,
      @ForAll @From("prefixes") String prefix,
      @ForAll @From("prefixes") String start,
      @ForAll @IntRange(min = 1, max = 150) int room) {
    PersistentTree<Integer, String> tree = empty();
    TreeMap<String, Integer> model = new TreeMap<>(Keys.UTF8_ORDER);
    for (String key : keys) {
      tree = tree.put(key, key.hashCode());
      model.put(key, key.hashCode());
    }
    TreeCursor<Integer, String> cursor = tree.cursor();
    cursor.leap(TreeCursor.Leap.TO, prefix);
    cursor.leap(TreeCursor.Leap.TO, start);
    String later = Keys.UTF8_ORDER.compare(prefix, start) > 0 ? prefix : start;
    List<String> rest = new ArrayList<>(model.tailMap(later).keySet());
    List<String> expected = new ArrayList<>();
    while (!rest.isEmpty() && rest.get(0).startsWith(prefix)) {
      expected.add("line " + model.get(rest.remove(0)));
    }
    for (int from = 0; from < expected.size(); from += room) {
      PageLines<String> page = new PageLines<>(room);
      cursor.take(prefix, page);
      int to = Math.min(from + room, expected.size());
      assertThat(page.toList()).isEqualTo(expected.subList(from, to));
      assertThat(page.isFull()).isEqualTo(to == from + room);
    }
    PageLines<String> page = new PageLines<>(room);
    cursor.take(prefix, page);
    assertThat(page.toList()).isEmpty();
    assertThat(cursor.isValid()).isEqualTo(!rest.isEmpty());
    if (!rest.isEmpty()) {
      assertThat(cursor.key()).isEqualTo(rest.get(0));
    }
  }

  @Property(tries = 150)
  void leapsWhereAScanWouldGo(
      @ForAll @From("keys") List<String> keys,
      @ForAll @From("leaps") List<Tuple2<TreeCursor.Leap, String>> leaps,
      @ForAll boolean stepBetween) {
    PersistentTree<Integer, String> tree = empty();
    TreeMap<String, Integer> model = new TreeMap<>(Keys.UTF8_ORDER);
    for (String key : keys) {
      tree = tree.put(key, key.length());
      model.put(key, key.length());
    }
    TreeCursor<Integer, String> cursor = tree.cursor();
    List<String> rest = new ArrayList<>(model.keySet());
    for (Tuple2<TreeCursor.Leap, String> leap : leaps) {
      cursor.leap(leap.get1(), leap.get2());
      while (!rest.isEmpty() && over(rest.get(0), leap.get1(), leap.get2())) {
        rest.remove(0);
      }
      assertThat(cursor.isValid()).isEqualTo(!rest.isEmpty());
      if (!rest.isEmpty()) {
        assertThat(cursor.key()).isEqualTo(rest.get(0));
        if (stepBetween) {
          cursor.advance();
          rest.remove(0);
        }
      }
    }
  }

  private static boolean over(String key, TreeCursor.Leap leap, String target) {
    int order = Keys.UTF8_ORDER.compare(key, target);
    return switch (leap) {
      case TO -> order < 0;
      case PAST -> order <= 0;
      case PAST_ALL_UNDER -> order <= 0 || key.startsWith(target);
    };
  }

  @Provide
  Arbitrary<List<String>> keys() {
    return Texts.of(Samples.PIECES, 1, 6).list().ofMaxSize(1500);
  }

  @Provide
  Arbitrary<String> prefixes() {
    return Texts.of(Samples.PIECES, 0, 2);
  }

  @Provide
  Arbitrary<List<Tuple2<TreeCursor.Leap, String>>> leaps() {
    return Combinators.combine(
            Arbitraries.of(TreeCursor.Leap.values()), Texts.of(Samples.PIECES, 0, 4))
        .as((leap, target) -> Tuple.of(leap, target))
        .list()
        .ofMaxSize(12);
  }
}
