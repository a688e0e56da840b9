package io.holdall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.tck.report.JsonReport;
import io.holdall.tck.report.ReportedRule;
import io.holdall.tck.report.ReportedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TckCommandTest {
  @TempDir private Path directory;

  @Test
  void saysBeforehandWhatItWillDo() {
    Shell.Done ran =
        Shell.run("tck", "memory:", "--only", "PUT-07,LIST-01", "--tries", "3", "--seed", "7");
    assertThat(ran.status()).isZero();
    assertThat(ran.err().lines().toList().subList(0, 3))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("Target:   memory:"),
            line ->
                assertThat(line)
                    .matches("Works in: buckets of its own named holdall-tck-[-0-9a-z]+-…"),
            line -> assertThat(line).matches("About \\d+ requests in 4 tries of 2 rules, seed 7"));
  }

  @Test
  void namesThePrefixThatItWorksUnder() {
    String url = "file:" + directory + "#some-bucket/scratch/";
    Shell.run("mb", "file:" + directory + "#some-bucket");
    Shell.Done ran = Shell.run("tck", url, "--only", "PUT-07", "--name", "the disk");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err())
        .contains("Target:   the disk\n")
        .containsPattern("Works in: bucket some-bucket below scratch/holdall-tck-[-0-9a-z]+/\n");
    assertThat(Shell.run("ls", "file:" + directory + "#some-bucket").out()).isEmpty();
  }

  @Test
  void showsEachRuleAndCountsThemInTheEnd() {
    Shell.Done ran = Shell.run("tck", "memory:", "--only", "PUT-07,LIST-01", "--tries", "3");
    assertThat(ran.err()).containsPattern("1/2 PASSED PUT-07 .* \\(1 tries, \\d+ requests\\)\n");
    assertThat(ran.err()).containsPattern("2/2 PASSED LIST-01 .* \\(3 tries, \\d+ requests\\)\n");
    assertThat(ran.out())
        .containsPattern("put +1 +0 +0 +0 +0 +1 +\\d+\n")
        .containsPattern("list +1 ");
    assertThat(ran.out())
        .containsPattern("2 passed, 0 failed, 0 deviations, 0 not applicable; \\d+ requests\n$");
  }

  @Test
  void failsWhereARuleIsBroken() {
    Shell.Done ran = Shell.run("tck", "forgetful:", "--only", "META-01", "--tries", "3");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).contains("FAILED META-01", "bucket.put(", "--only META-01", "1 failed");
  }

  @Test
  void succeedsWhereADeviationIsNamed() throws IOException {
    Path deviations = Files.writeString(directory.resolve("known"), "META-01 = loses metadata\n");
    Shell.Done ran =
        Shell.run("tck", "forgetful:", "--only", "META-01", "--deviations", deviations.toString());
    assertThat(ran.status()).as(ran.out()).isZero();
    assertThat(ran.out()).contains("DEVIATION META-01", "loses metadata", "1 deviations");
  }

  @Test
  void aDeviationThatIsAnotherOneThanWasSeenIsAFailure() throws IOException {
    Path deviations = directory.resolve("known");
    String known = "META-01 = loses metadata\nMETA-01.seen = ";
    Files.writeString(deviations, known + "another problem\n");
    String[] words = {
      "tck", "forgetful:", "--only", "META-01", "--deviations", deviations.toString()
    };
    Shell.Done ran = Shell.run(words);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out())
        .contains("FAILED META-01", "not the deviation that is named, \"loses metadata\"");
    Files.writeString(deviations, known + "expected: \n");
    assertThat(Shell.run(words).status()).isZero();
  }

  @Test
  void whatRepeatsARuleNamesTheOtherStoreAndTheDeviations() throws IOException {
    Path deviations = Files.writeString(directory.resolve("the known"), "PUT-07 = none\n");
    Shell.Done ran =
        Shell.run(
            "tck",
            "forgetful:",
            "--against",
            "memory:",
            "--only",
            "DIFF-01",
            "--deviations",
            deviations.toString(),
            "--report",
            directory.toString());
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out())
        .contains(" --only DIFF-01 --against memory: --deviations '" + deviations + "'");
    assertThat(Files.readString(directory.resolve("report.json")))
        .contains("\"command\" : \"./holdall tck forgetful: --against memory: --only DIFF-01");
  }

  @Test
  void aDifferenceCanBeNamedAsADeviation() throws IOException {
    Path deviations = Files.writeString(directory.resolve("known"), "DIFF-01 = forgets\n");
    Shell.Done ran =
        Shell.run(
            "tck",
            "forgetful:",
            "--against",
            "memory:",
            "--only",
            "DIFF-01",
            "--deviations",
            deviations.toString());
    assertThat(ran.status()).as(ran.out()).isZero();
    assertThat(ran.out()).contains("DEVIATION DIFF-01");
  }

  @Test
  void refusesASeedThatJsonCannotCarry() {
    for (String seed : List.of("-5", "9007199254740992")) {
      Shell.Done ran = Shell.run("tck", "memory:", "--only", "PUT-07", "--seed=" + seed);
      assertThat(ran.status()).isEqualTo(2);
      assertThat(ran.err()).contains("a seed is 0 to 9007199254740991");
    }
  }

  @Test
  void staysUnderTheBudget() throws IOException {
    Shell.Done ran =
        Shell.run(
            "tck", "memory:", "--only", "LIST,PUT", "--budget", "3000", "--report", directory + "");
    assertThat(ran.status()).as(ran.out()).isZero();
    assertThat(ran.err()).contains(", at most 3,000, seed");
    ReportedRun run = JsonReport.read(Files.readString(directory.resolve("report.json"))).get(0);
    assertThat(run.requests()).isBetween(1500L, 3000L);
    assertThat(run.rules()).hasSizeGreaterThan(20).allMatch(rule -> rule.tries() >= 1);
  }

  @Test
  void refusesABudgetThatIsTooSmall() {
    Shell.Done ran = Shell.run("tck", "memory:", "--only", "LIST", "--budget", "20");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .containsPattern("a budget of 20 requests is too small: one try of each .* may take \\d+");
    assertThat(ran.err()).doesNotContain("Target");
  }

  @Test
  void refusesToTryNothing() {
    Shell.Done ran = Shell.run("tck", "memory:", "--only", "LIST-01", "--except", "LIST");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("no rule is left to try");
  }

  @Test
  void failsWhereNoRuleApplies() {
    String url = "file:" + directory + "#some-bucket";
    Shell.run("mb", url);
    Shell.Done ran = Shell.run("tck", url, "--only", "BKT-40");
    assertThat(ran.out()).contains("0 passed, 0 failed, 0 deviations, 1 not applicable");
    assertThat(ran.status()).isEqualTo(1);
  }

  @Test
  void writesReports() throws IOException {
    Path reports = directory.resolve("new/reports");
    Shell.Done ran =
        Shell.run("tck", "forgetful:", "--only", "META-01,LIST-01", "--report", reports.toString());
    assertThat(ran.status()).isEqualTo(1);
    List<ReportedRun> runs = JsonReport.read(Files.readString(reports.resolve("report.json")));
    assertThat(runs).hasSize(1);
    assertThat(runs.get(0).rules())
        .extracting(ReportedRule::id)
        .containsExactlyInAnyOrder("META-01", "LIST-01");
    ReportedRule broken =
        runs.get(0).rules().stream().filter(it -> it.id().equals("META-01")).findFirst().get();
    assertThat(broken.counterexample().get().requests())
        .anySatisfy(request -> assertThat(request).contains("PUT /holdall-tck-", "x-amz-meta-"));
    for (String name : List.of("report.xml", "report.md", "report.html")) {
      assertThat(reports.resolve(name)).content().contains("META-01");
    }
  }

  @Test
  void asksForNothingWhereNoReportCanBeWritten() throws IOException {
    Path file = Files.writeString(directory.resolve("taken"), "no directory");
    Shell.Done ran = Shell.run("tck", "memory:", "--only", "PUT-07", "--report", file.toString());
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains(file.toString()).doesNotContain("Target");
  }

  @Test
  void mergesReports() throws IOException {
    for (String store : List.of("memory", "forgetful")) {
      Shell.run(
          "tck", store + ":", "--only", "META-01", "--report", directory.resolve(store).toString());
    }
    Shell.Done ran =
        Shell.run(
            "tck-report",
            directory.resolve("memory/report.json").toString(),
            directory.resolve("forgetful/report.json").toString());
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).containsPattern("\\| META-01 \\| .* \\| pass \\| \\*\\*fail\\*\\* \\|\n");
    Shell.Done again =
        Shell.run(
            "tck-report",
            directory.resolve("forgetful/report.json").toString(),
            "--report",
            directory.resolve("merged").toString());
    assertThat(again.status()).isZero();
    assertThat(directory.resolve("merged/report.json"))
        .hasSameBinaryContentAs(directory.resolve("forgetful/report.json"));
  }

  @Test
  void leavesOutWhatIsNotToBeShown() {
    Shell.run("tck", "forgetful:", "--only", "META-01", "--report", directory.toString());
    String report = directory.resolve("report.json").toString();
    assertThat(Shell.run("tck-report", report).out()).contains("META-01 on", "bucket.put(");
    Shell.Done ran = Shell.run("tck-report", report, "--outcomes-only");
    assertThat(ran.out())
        .containsPattern("\\| META-01 \\| .* \\| \\*\\*fail\\*\\* \\|\n")
        .doesNotContain("META-01 on", "bucket.put(");
  }

  @Test
  void refusesToMergeWhatIsNoReport() throws IOException {
    Path other = Files.writeString(directory.resolve("other.json"), "{\"runs\": []}");
    Shell.Done ran = Shell.run("tck-report", other.toString());
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("other.json", "not a report of the kit");
  }

  @Test
  void comparesTwoStores() {
    Shell.Done ran = Shell.run("tck", "forgetful:", "--against", "memory:", "--only", "DIFF-01");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .contains("Target:   forgetful: against memory:\n")
        .containsPattern("Works in: buckets .*; in the other store buckets .*\n");
    assertThat(ran.out())
        .contains("FAILED DIFF-01", "the stores differ")
        .containsPattern("bucket\\.(put|writer|copy)\\("); // whichever the seed came upon
  }

  @Test
  void removesWhatKilledRunsLeftBehind() {
    String url = "file:" + directory + "#some-bucket/scratch/";
    String left = "scratch/holdall-tck-20200101-0000-abcdefgh/1/key";
    try (BlobStore store = BlobStores.open("file:" + directory)) {
      store.createBucket("some-bucket").put(left, Body.of("x"));
    }
    assertThat(Shell.run("tck-clean", url).out()).isEqualTo("0 removed\n"); // it is young
    assertThat(Shell.run("tck-clean", url, "--older-than", "0s", "--dry-run").out())
        .isEqualTo("blob " + left + "\n1 to be removed\n");
    assertThat(Shell.run("tck-clean", url, "--older-than", "0s").out())
        .isEqualTo("blob " + left + "\n1 removed\n");
    assertThat(Shell.run("ls", "-r", "file:" + directory + "#some-bucket").out()).isEmpty();
  }
}
