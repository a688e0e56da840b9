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

/**
 * All rules. A class that implements this is a test class with one entry for each rule:
 *
 * <pre>{@code
 * class MyStoreTest implements BlobStoreTck {
 *   @Override
 *   public TckTarget target() {
 *     return TckTarget.of("my store", BlobStores.of(new MyDriver()));
 *   }
 * }
 * }</pre>
 *
 * <p>It needs a constructor without parameters and is run by jqwik on the JUnit Platform.
 */
public interface BlobStoreTck
    extends BucketContract,
        PutContract,
        GetContract,
        HeadContract,
        DeleteContract,
        CopyContract,
        ListContract,
        MultipartContract,
        PresignContract,
        TagsContract,
        KeyContract,
        ChecksumContract,
        ConditionContract,
        ErrorContract,
        ViewContract,
        TransferContract,
        HistoryContract,
        ConcurrencyContract {}
