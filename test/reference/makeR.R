# Writes r.json: what caret and pROC say of generated tables, and intervals from R's own distributions. Run with R 4,
# caret, pROC and jsonlite: Rscript test/reference/makeR.R
#
# Scores are integers over 1000, so that both sides compute the same doubles. caret's rows are predictions and its
# columns the truth; the confusion matrices here have the truth in rows.
suppressMessages({
  library(caret)
  library(pROC)
})

set.seed(20250107)

plain <- function(x) lapply(as.list(x), function(v) if (is.na(v)) NA else as.numeric(v))

labelledCase <- function(shares, recalls, rows) {
  k <- length(shares)
  actual <- sample(k, rows, replace = TRUE, prob = shares)
  predicted <- ifelse(runif(rows) < recalls[actual], actual, sample(k, rows, replace = TRUE))
  levels <- sprintf("c%02d", seq_len(k))
  truth <- factor(levels[actual], levels = levels)
  answer <- factor(levels[predicted], levels = levels)
  result <- if (k == 2) confusionMatrix(answer, truth, positive = levels[1]) else confusionMatrix(answer, truth)
  byClass <- if (k == 2) {
    other <- confusionMatrix(answer, truth, positive = levels[2])
    rbind(result$byClass, other$byClass)
  } else {
    result$byClass
  }
  wanted <- c("Sensitivity", "Specificity", "Pos Pred Value", "Neg Pred Value", "Precision", "Recall", "F1",
              "Prevalence", "Detection Rate", "Detection Prevalence", "Balanced Accuracy")
  list(
    actual = actual - 1,
    predicted = predicted - 1,
    classes = k,
    overall = plain(result$overall[c("Accuracy", "Kappa", "AccuracyLower", "AccuracyUpper", "AccuracyNull",
                                     "AccuracyPValue")]),
    byClass = lapply(seq_len(k), function(i) plain(byClass[i, wanted]))
  )
}

scoredCase <- function(shares, rows, signal, steps) {
  k <- length(shares)
  actual <- sample(k, rows, replace = TRUE, prob = shares)
  raw <- matrix(rgamma(rows * k, 0.7) + 0.05, rows)
  raw[cbind(seq_len(rows), actual)] <- raw[cbind(seq_len(rows), actual)] + signal * rgamma(rows, 1)
  scores <- floor(raw / rowSums(raw) * steps) / steps * 1000
  scores <- matrix(as.integer(round(scores)), rows)
  scores[, k] <- as.integer(1000 - rowSums(scores[, -k, drop = FALSE]))
  areas <- sapply(seq_len(k), function(i) {
    as.numeric(auc(roc(actual == i, scores[, i] / 1000, levels = c(FALSE, TRUE), direction = "<", quiet = TRUE)))
  })
  colnames(scores) <- as.character(seq_len(k))
  multiclass <- if (k > 2) as.numeric(multiclass.roc(actual, scores / 1000, quiet = TRUE)$auc) else NA
  list(actual = actual - 1, scores = unname(lapply(seq_len(rows), function(r) scores[r, ])), classes = k,
       rocAuc = areas, multiclass = multiclass)
}

midP <- function(k, n, confidence) {
  tail <- (1 - confidence) / 2
  end <- function(f) uniroot(f, c(0, 1), tol = 1e-15)$root
  low <- if (k == 0) 0 else end(function(p) pbinom(k, n, p, lower.tail = FALSE) + dbinom(k, n, p) / 2 - tail)
  high <- if (k == n) 1 else end(function(p) pbinom(k, n, p) - dbinom(k, n, p) / 2 - tail)
  c(k, n, confidence, low, high)
}

labelled <- list(
  labelledCase(c(.5, .3, .2), c(.9, .7, .5), 120),
  labelledCase(c(.35, .27, .18, .12, .08), c(.95, .85, .7, .45, .3), 201),
  labelledCase(c(.9, .1), c(.95, .4), 150),
  labelledCase(c(.2, .8), c(.6, .9), 80),
  labelledCase(c(.97, .01, .02), c(1, 0, .2), 200),
  labelledCase(rep(.1, 10), seq(.2, 1, length.out = 10), 900),
  labelledCase(c(.7, .2, .1), c(.34, .33, .33), 90),
  labelledCase(c(.25, .25, .25, .25), c(1, 1, 1, 1), 60),
  labelledCase(c(.05, .95), c(.5, .99), 5000)
)
scored <- list(
  scoredCase(c(.5, .3, .2), 120, 1, 1000),
  scoredCase(c(.35, .27, .18, .12, .08), 201, 1.5, 1000),
  scoredCase(c(.35, .27, .18, .12, .08), 150, 0.5, 8),
  scoredCase(c(.9, .1), 150, 1, 1000),
  scoredCase(c(.8, .2), 90, 2, 10),
  scoredCase(rep(.125, 8), 400, 1, 50)
)
mid <- lapply(
  list(c(0, 17, .95), c(1, 17, .95), c(5, 17, .95), c(17, 17, .95), c(67, 71, .95), c(71, 71, .9), c(1, 1, .95),
       c(0, 1, .5), c(3, 5000, .95), c(4999, 5000, .999), c(2500, 5000, .95), c(120, 100000, .95)),
  function(row) midP(row[1], row[2], row[3])
)
band <- lapply(
  list(c(20, .5), c(1, .3), c(36, .97), c(400, .9), c(2953, .0123), c(66667, .55), c(7, .07), c(150, .033)),
  function(row) c(row, qbinom(c(.025, .975), row[1], row[2]))
)
versions <- list(R = paste(R.version$major, R.version$minor, sep = "."), caret = as.character(packageVersion("caret")),
                 pROC = as.character(packageVersion("pROC")))
json <- jsonlite::toJSON(list(versions = versions, labelled = labelled, scored = scored, midP = mid, band = band),
                         auto_unbox = TRUE, digits = NA, na = "null")
writeLines(gsub("},{\"actual\"", "},\n{\"actual\"", json, fixed = TRUE), "test/reference/r.json")
