package io.holdall.tck;

import io.holdall.tck.contract.BucketContract;
import io.holdall.tck.contract.ChecksumContract;
import io.holdall.tck.contract.ConcurrencyContract;
import io.holdall.tck.contract.ConditionContract;
import io.holdall.tck.contract.CopyContract;
import io.holdall.tck.contract.DeleteContract;
import io.holdall.tck.contract.ErrorContract;
import io.holdall.tck.contract.GetContract;
import io.holdall.tck.contract.HeadContract;
import io.holdall.tck.contract.HistoryContract;
import io.holdall.tck.contract.KeyContract;
import io.holdall.tck.contract.ListContract;
import io.holdall.tck.contract.MultipartContract;
import io.holdall.tck.contract.PresignContract;
import io.holdall.tck.contract.PutContract;
import io.holdall.tck.contract.TagsContract;
import io.holdall.tck.contract.TransferContract;
import io.holdall.tck.contract.ViewContract;

/** The parts that the rules are grouped in, one contract each. */
public enum Area {
  BUCKET(BucketContract.class),
  PUT(PutContract.class),
  GET(GetContract.class),
  HEAD(HeadContract.class),
  DELETE(DeleteContract.class),
  COPY(CopyContract.class),
  LIST(ListContract.class),
  MULTIPART(MultipartContract.class),
  PRESIGN(PresignContract.class),
  TAGS(TagsContract.class),
  KEY(KeyContract.class),
  CHECKSUM(ChecksumContract.class),
  CONDITION(ConditionContract.class),
  ERROR(ErrorContract.class),
  VIEW(ViewContract.class),
  TRANSFER(TransferContract.class),
  HISTORY(HistoryContract.class),
  CONCURRENCY(ConcurrencyContract.class);

  private final Class<? extends Contract> contract;

  Area(Class<? extends Contract> contract) {
    this.contract = contract;
  }

  /** The interface whose methods are the rules of this area. */
  public Class<? extends Contract> contract() {
    return contract;
  }
}
