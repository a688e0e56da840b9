package io.holdall.tck;

import io.holdall.tck.contract.DeleteContract;
import io.holdall.tck.contract.GetContract;
import io.holdall.tck.contract.HistoryContract;
import io.holdall.tck.contract.ListContract;
import io.holdall.tck.contract.PutContract;

/** The parts that the rules are grouped in, one contract each. */
public enum Area {
  PUT(PutContract.class),
  GET(GetContract.class),
  DELETE(DeleteContract.class),
  LIST(ListContract.class),
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
