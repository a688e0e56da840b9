package io.holdall.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * All proofs, as small as they can be and still find whatever is left out of the store; some tests
 * are among them.
 */
@SuppressWarnings("JUnitMethodInvoked")
public final class SmallProofs implements Runnable {
  private static final List<Step> HISTORY = Step.history(1, 8);

  @Override
  public void run() {
    try {
      new LogCrashTest().aPayloadThatLooksLikeALaterRecordIsNotTakenForOne(Disk.UNIX);
      new LogCrashTest().aPayloadWithAHeaderOfAnotherSaltOrAnotherPlaceIsNotTakenForALaterRecord();
      new LogFaultsTest().damageIsNoticedWhenItIsRead();
      new LogFaultsTest().aWriteThatCannotBeTakenBackEndsTheLog();
      new LogFaultsTest().onAFullDiskTheLogStaysAsItIsAndGoesOnWhenThereIsRoom(Disk.UNIX);
      new BodyFilesTest().anyChangedByteIsNoticed();
      indexes();
      segments();
      damagedBodies();
      new LocalRootTest().allDirectoriesThatAreMadeAreForced();
      for (Durability durability : Durability.values()) {
        new CrashProof(durability, 0, 16).run(Step.withReplacement("own"));
      }
      crash(0);
      fault(Fault.IO_ERROR);
      DamageProof damage = new DamageProof(HISTORY);
      damage.removeEachFile();
      damage.changeEachByte();
      crash(1);
      crash(2);
      fault(Fault.FULL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void indexes() throws IOException {
    SegmentIndexTest foreign = new SegmentIndexTest();
    foreign.fill();
    foreign.thatOfAnotherStoreIsNotBelieved();
    SegmentIndexTest cut = new SegmentIndexTest();
    cut.fill();
    cut.thatOfASegmentThatIsCutOffIsNotBelieved();
  }

  private static void segments() throws IOException {
    LogRecoveryTest test = new LogRecoveryTest();
    test.paths();
    test.aSegmentOfAnotherRootIsRefused();
    test.paths();
    test.aSegmentUnderAnotherNumberIsRefused();
    test.paths();
    test.aSegmentOfAnotherTimeIsRefused();
    test.paths();
    test.aRecordThatIsNotDueIsRefused();
    StoreCheckTest check = new StoreCheckTest();
    check.temporary = Disk.UNIX.directory(Path.of(""));
    check.fill();
    check.aSegmentOfAnotherStoreIsDamage();
  }

  private static void damagedBodies() throws IOException {
    CleaningOfDamageTest moved = new CleaningOfDamageTest();
    moved.prepare();
    moved.aDamagedBodyIsMovedAsOne();
    CleaningOfDamageTest surveyed = new CleaningOfDamageTest();
    surveyed.prepare();
    surveyed.theCheckOfAStoreTellsAndSalvageLeavesOutWhatWasMovedAsDamaged();
  }

  private static void crash(long seed) throws IOException {
    for (Durability durability : Durability.values()) {
      new CrashProof(durability, seed, 16).run(12);
    }
  }

  private static void fault(Fault fault) throws IOException {
    for (Durability durability : Durability.values()) {
      int at = 0;
      while (new FaultProof(durability, HISTORY.size(), fault, at).run()) {
        at++;
      }
    }
  }
}
