import { foldedName } from '../metricNames.ts';

/** Names of reinforcement learning and of trading. */
const rewardPattern = /(?:^|_)(?:rewards?|episodes?|returns|sharpe|pnl|drawdown|win_rate)(?:_|$)/;

/** Names of what is measured on texts, transcripts, masks, boxes and rankings, and never on the rows of a classifier. */
const taskPattern =
  /(?:^|_)(?:wer|cer|bleu\d*|sacrebleu|rouge\w*|meteor|perplexity|ppl|iou|m_?iou|dice|m_?ap\d*(?:_\d+)?|psnr|ssim|fid|ndcg|mrr)(?:_|$)/;

/**
 * True for a name that another task than classification logs. A metric of classification beside it (`besideClassified`)
 * outweighs those that a classifier may well log too.
 */
export function isOfOtherTask(name: string, besideClassified = false): boolean {
  const folded = foldedName(name);
  return rewardPattern.test(folded) || (!besideClassified && taskPattern.test(folded));
}
