package io.holdall.tck;

import io.holdall.tck.contract.ChecksumContract;
import io.holdall.tck.contract.CopyContract;
import io.holdall.tck.contract.DeleteContract;
import io.holdall.tck.contract.GetContract;
import io.holdall.tck.contract.HistoryContract;
import io.holdall.tck.contract.ListContract;
import io.holdall.tck.contract.MultipartContract;
import io.holdall.tck.contract.PutContract;
import io.holdall.tck.contract.TagsContract;

/** The parts that the rules are grouped in, one contract each. */
public enum Area {
  PUT(PutContract.class),
  GET(GetContract.class),
  DELETE(DeleteContract.class),
  LIST(ListContract.class),
  COPY(CopyContract.class),
  MULTIPART(MultipartContract.class),
  TAGS(TagsContract.class),
  CHECKSUM(ChecksumContract.class),
  HISTORY(HistoryContract.class);

  private final Class<? extends Contract> contract;

  Area(Class<? extends Contract> contract) {
    this.contract = contract;
  }

  /** The interface whose methods are the rules of this area. */
  public Class<? extends Contract> contract() {
    return contract;
  }
}
