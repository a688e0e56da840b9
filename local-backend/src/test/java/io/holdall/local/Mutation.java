package io.holdall.local;

import static net.bytebuddy.jar.asm.Opcodes.ASM9;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a class of this module does for safety, left out: a call that forces, waits for a
 * force, cuts back or writes again, or the comparison of a checksum or of what else an index has of
 * its segment.
 *
 * @param className with its package
 * @param method that does it
 * @param what it does
 * @param nth of its kind in that method, from 1
 */
record Mutation(String className, String method, String what, int nth) {
  private static final String PACKAGE = "io/holdall/local/";

  /** Calls whose effect a program does not see, only a crash or a failing disk. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "DataFile.force",
          "DataFile.truncate",
          "DirectorySync.force",
          "SegmentWriter.force",
          "SegmentedLog$Before.force",
          "PendingBodies.force",
          "GroupCommit.await",
          "GroupCommit.check",
          "LogEnd.check",
          "InlineBody.check",
          "BodyFiles.checkForced");

  /** Questions that are answered with no. */
  private static final Set<String> DENIED = Set.of("LogEnd.hasFailed", "GroupCommit.hasFailed");

  /** Where sequences are compared, that of a record with the one that is due, or is proven. */
  private static final Set<String> SEQUENCES =
      Set.of(
          "SegmentScanner.check",
          "LogRecovery.checkFirst",
          "LogRecovery.replayTail",
          "LogTail.lambda$examine");

  private static final String COMPARISON = "comparison of a checksum";
  private static final String PROOF = "wait for a proof";
  private static final String BELONGS = "comparison of an index with its segment";
  private static final String ABOVE = "directory above the first";
  private static final String SEQUENCE = "comparison of sequences";
  private static final String ROOT = "comparison of roots";
  private static final String NUMBER = "comparison of the numbers of segments";
  private static final String SALT = "what a checksum begins with";

  /** Finds all that can be left out of some classes. */
  static List<Mutation> of(List<String> classNames) {
    List<Mutation> found = new ArrayList<>();
    for (String className : classNames) {
      rewrite(className, found::add, null);
    }
    return found;
  }

  /** The class, without it. */
  byte[] apply() {
    return rewrite(className, mutation -> {}, this);
  }

  @Override
  public String toString() {
    return "%s.%s: %s %d"
        .formatted(className.substring(className.lastIndexOf('.') + 1), method, what, nth);
  }

  static byte[] read(String className) {
    String file = "/" + className.replace('.', '/') + ".class";
    try (InputStream in = Mutation.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("no class " + className);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] rewrite(
      String className, Consumer<Mutation> found, @Nullable Mutation leftOut) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(read(className))
        .accept(
            new ClassVisitor(ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return new Rewriter(
                    super.visitMethod(access, name, descriptor, signature, thrown),
                    className,
                    name,
                    mutation -> {
                      found.accept(mutation);
                      return mutation.equals(leftOut);
                    });
              }
            },
            0);
    return writer.toByteArray();
  }

  private interface Finder {
    /** Returns whether to leave it out. */
    boolean found(Mutation mutation);
  }

  private static final class Rewriter extends MethodVisitor {
    private final String className;
    private final String method;
    private final Finder finder;
    private final List<String> seen = new ArrayList<>();

    /** Whether the value on the stack is a checksum. */
    private boolean checksum;

    /** Whether it says which of two longs is the greater. */
    private boolean longs;

    private final Set<Label> passed = new HashSet<>();

    Rewriter(MethodVisitor next, String className, String method, Finder finder) {
      super(ASM9, next);
      this.className = className;
      this.method = method;
      this.finder = finder;
    }

    /** Whether this is the method, or part of a method, of that name. */
    private boolean isIn(String classAndMethod) {
      String here = className.substring(className.lastIndexOf('.') + 1) + "." + method;
      return here.equals(classAndMethod) || here.startsWith(classAndMethod + "$");
    }

    private boolean leavesOut(String what) {
      seen.add(what);
      int nth = (int) seen.stream().filter(what::equals).count();
      return finder.found(new Mutation(className, method, what, nth));
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      String call = owner.replace(PACKAGE, "") + "." + name;
      if (LEFT_OUT.contains(call) && leavesOut(call)) {
        // The arguments and the object; each of these calls takes one argument at most.
        for (Type argument : Type.getArgumentTypes(descriptor)) {
          super.visitInsn(argument.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
        }
        super.visitInsn(Opcodes.POP);
        return;
      }
      if (checksum && call.equals("java/lang/String.equals") && leavesOut(COMPARISON)) {
        super.visitInsn(Opcodes.POP2);
        super.visitInsn(Opcodes.ICONST_1);
        return;
      }
      if (DENIED.contains(call) && leavesOut(call)) {
        super.visitInsn(Opcodes.POP);
        super.visitInsn(Opcodes.ICONST_0);
        return;
      }
      if (call.equals("java/util/UUID.equals") && leavesOut(ROOT)) {
        super.visitInsn(Opcodes.POP2);
        super.visitInsn(Opcodes.ICONST_1);
        return;
      }
      if (isIn("RecordHeader.checksum") && name.equals("putLong") && leavesOut(SALT)) {
        super.visitInsn(Opcodes.POP2);
        super.visitInsn(Opcodes.LCONST_0);
      }
      String word = name.toLowerCase(Locale.ROOT);
      boolean text = checksum && owner.equals("java/util/regex/Matcher");
      checksum = text || word.contains("checksum") || word.equals("crc32c");
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      boolean compares = opcode == Opcodes.IF_ICMPEQ || opcode == Opcodes.IF_ICMPNE;
      if (checksum && compares && leavesOut(COMPARISON)) {
        // As if they were equal; conditional still, for what follows must be reachable.
        super.visitInsn(Opcodes.POP2);
        super.visitInsn(Opcodes.ICONST_0);
        super.visitJumpInsn(opcode == Opcodes.IF_ICMPEQ ? Opcodes.IFEQ : Opcodes.IFNE, label);
        return;
      }
      boolean belongs = className.endsWith(".IndexCheck") && method.equals("verified");
      if (belongs && !checksum && (compares || longs) && leavesOut(BELONGS)) {
        super.visitInsn(compares ? Opcodes.POP2 : Opcodes.POP);
        super.visitInsn(Opcodes.ICONST_0);
        super.visitJumpInsn(Opcodes.IFNE, label);
        return;
      }
      if (isIn("Segments$Finder.readHeader") && compares && leavesOut(NUMBER)) {
        super.visitInsn(Opcodes.POP2);
        super.visitInsn(Opcodes.ICONST_0);
        super.visitJumpInsn(opcode == Opcodes.IF_ICMPEQ ? Opcodes.IFEQ : Opcodes.IFNE, label);
        return;
      }
      if (longs && SEQUENCES.stream().anyMatch(this::isIn) && leavesOut(SEQUENCE)) {
        // As if they were equal, or the first the lesser.
        super.visitInsn(Opcodes.POP);
        super.visitInsn(opcode == Opcodes.IFLT ? Opcodes.ICONST_M1 : Opcodes.ICONST_0);
        super.visitJumpInsn(opcode, label);
        return;
      }
      boolean again = passed.contains(label) && opcode != Opcodes.GOTO;
      if (method.equals("forceParents") && again && leavesOut(ABOVE)) {
        super.visitInsn(Opcodes.POP);
        return;
      }
      checksum = false;
      longs = false;
      super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitInsn(int opcode) {
      super.visitInsn(opcode);
      longs = opcode == Opcodes.LCMP;
      if (opcode == Opcodes.LCMP
          && className.endsWith(".Deferred")
          && method.equals("add")
          && leavesOut(PROOF)) {
        super.visitInsn(Opcodes.POP);
        super.visitInsn(Opcodes.ICONST_1);
      }
    }
  }
}
