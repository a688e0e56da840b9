package io.holdall.local;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.holdall.local.faults.Faults;
import io.holdall.local.faults.Operation;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** How a disk can fail, or a call of it. */
enum Fault {
  IO_ERROR("Input/output error", false, EnumSet.allOf(Operation.class)),
  LASTING_IO_ERROR("Input/output error", true, EnumSet.allOf(Operation.class)),
  /** Of the virtual machine: a full heap, or too deep a stack. */
  ERROR("Java heap space", false, EnumSet.allOf(Operation.class)),
  FULL(
      "No space left on device",
      true,
      EnumSet.of(Operation.OPEN_TO_WRITE, Operation.WRITE, Operation.CREATE_DIRECTORY)),
  TOO_MANY_FILES(
      "Too many open files",
      true,
      EnumSet.of(Operation.OPEN, Operation.OPEN_TO_WRITE, Operation.LIST)),
  READ_ONLY(
      "Read-only file system",
      true,
      EnumSet.of(
          Operation.OPEN_TO_WRITE,
          Operation.WRITE,
          Operation.TRUNCATE,
          Operation.CREATE_DIRECTORY,
          Operation.MOVE,
          Operation.DELETE));

  private static final ImmutableSet<Operation> ON_OPEN_FILES =
      Sets.immutableEnumSet(Operation.READ, Operation.WRITE, Operation.TRUNCATE, Operation.FORCE);

  private final String reason;
  private final boolean lasting;
  private final ImmutableSet<Operation> operations;

  Fault(String reason, boolean lasting, Set<Operation> operations) {
    this.reason = reason;
    this.lasting = lasting;
    this.operations = Sets.immutableEnumSet(operations);
  }

  /** Lets one operation fail, and if the fault is a lasting one, all after it for some calls. */
  Injection at(int number, Faults faults, Random random) {
    return new Injection(number, faults, random);
  }

  final class Injection implements Faults.Rule {
    private final Faults faults;
    private final Random random;
    private int left;
    private final Set<Operation> failed = EnumSet.noneOf(Operation.class);
    private String first = "";
    private boolean over;

    /** How many calls more it lasts than the one that it begins in. */
    private int calls;

    private Injection(int number, Faults faults, Random random) {
      this.left = number;
      this.faults = faults;
      this.random = random;
      this.calls = lasting ? random.nextInt(4) : 0;
    }

    @Override
    public void before(Operation operation, Path path) throws IOException {
      if (over || !operations.contains(operation) || left-- > 0) {
        return;
      }
      failed.add(operation);
      first = first.isEmpty() ? operation + " of " + path : first;
      over = !lasting;
      if (Fault.this == FULL && operation == Operation.WRITE && random.nextBoolean()) {
        faults.space(random.nextInt(100));
        return;
      }
      if (Fault.this == ERROR) {
        throw new OutOfMemoryError(reason);
      }
      if (ON_OPEN_FILES.contains(operation)) {
        // As Java says it: without the name of the file.
        throw new IOException(reason);
      }
      throw new FileSystemException(path.toString(), null, reason);
    }

    /** Lets nothing fail from now on. */
    void disarm() {
      calls = 0;
      end();
      over = true;
    }

    /** The operation that failed first. */
    @Override
    public String toString() {
      return reason + " at " + first;
    }

    boolean hasFailed() {
      return !failed.isEmpty();
    }

    /** Whether it may be that the store takes no change any more until it is opened again. */
    boolean mayEndTheLog() {
      return Fault.this == ERROR
          || failed.contains(Operation.FORCE)
          || failed.contains(Operation.TRUNCATE);
    }

    /** Whether the disk has failed at nothing but this one operation, on a file that ends so. */
    boolean hasFailedOnce(Operation operation, String ending) {
      return Fault.this == IO_ERROR
          && first.startsWith(operation + " of ")
          && first.endsWith(ending);
    }

    /** Whether nothing fails any more. */
    boolean isOver() {
      return over;
    }

    /** A call has come to its end. */
    void end() {
      if (hasFailed() && calls-- <= 0) {
        over = true;
        faults.space(Long.MAX_VALUE);
      }
    }
  }
}
