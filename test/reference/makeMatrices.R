# Writes ../fixtures/classReports/rConfusionMatrix: what caret, randomForest, ranger and table() print of a confusion
# matrix, each with the counts that R itself has (row = actual). Run in this folder.
suppressMessages({
  library(caret)
  library(randomForest)
  library(ranger)
})
folder <- "../fixtures/classReports/rConfusionMatrix"
dir.create(folder, showWarnings = FALSE)
set.seed(3)

quoted <- function(texts) paste0("\"", texts, "\"", collapse = ", ")

# `counts` has a row for each true class.
truth <- function(counts, line) {
  rows <- paste0("[", apply(counts, 1, paste, collapse = ", "), "]", collapse = ", ")
  sprintf("{\"labels\": [%s], \"confusion\": [%s], \"digits\": 2, \"line\": %d, \"matrix\": true}",
          quoted(rownames(counts)), rows, line)
}

write <- function(name, print_it, reports, problems = character(), more = "") {
  path <- file.path(folder, name)
  writeLines(capture.output(print_it()), path)
  expected <- sprintf("{\"reports\": [%s], \"problems\": [%s], \"plain\": false%s}",
                      paste(reports, collapse = ", "), if (length(problems) > 0) quoted(problems) else "", more)
  writeLines(expected, paste0(path, ".expected.json"))
}

answers <- function(rows, classes, shares, right) {
  actual <- factor(sample(classes, rows, TRUE, shares), levels = classes)
  predicted <- factor(ifelse(runif(rows) < right, as.character(actual), sample(classes, rows, TRUE)), levels = classes)
  list(actual = actual, predicted = predicted, counts = unclass(table(actual, predicted)))
}

two <- answers(300, c("no", "yes"), c(.9, .1), .8)
five <- answers(600, c("bkl", "mel", "nevus", "scc", "vasc"), c(.2, .1, .6, .07, .03), .7)
twelve <- answers(900, paste("class number", 1:12), rep(1 / 12, 12), .6)
rendered <- ", \"rendered\": \"caret\""
write("caret_two.txt", function() print(confusionMatrix(two$predicted, two$actual, positive = "yes")), truth(two$counts, 4))
write("caret_recall.txt", function() print(confusionMatrix(two$predicted, two$actual, mode = "prec_recall")), truth(two$counts, 4))
write("caret_five.txt", function() print(confusionMatrix(five$predicted, five$actual)), truth(five$counts, 4))
write("caret_wide.txt", function() print(confusionMatrix(twelve$predicted, twelve$actual)), truth(twelve$counts, 4))
write("caret_table.txt", function() print(confusionMatrix(five$predicted, five$actual)$table), truth(five$counts, 2), more = rendered)
write("tables.txt", function() {
  print(table(Predicted = five$predicted, Actual = five$actual))
  print(addmargins(table(actual = two$actual, predicted = two$predicted)))
}, c(truth(five$counts, 2), truth(two$counts, 9)))
unnamed <- "refused 3: This confusion matrix does not say whether its rows are the true or the predicted classes, and tables of R are printed both ways. Not read; name the axes: table(actual = \u2026, predicted = \u2026)."
write("table_without_names.txt", function() {
  cat("Confusion Matrix\n")
  print(table(five$predicted, five$actual))
}, character(), unnamed, ", \"recognised\": true")

data <- data.frame(x = rnorm(500), y = rnorm(500))
data$class <- factor(ifelse(data$x + rnorm(500) > 1.5, "rare", ifelse(data$y > 0, "up", "down")))
train <- 1:400
counts_of <- function(confusion) confusion[, -ncol(confusion)]
forest <- randomForest(class ~ x + y, data[train, ], ntree = 50)
write("forest.txt", function() print(forest), truth(counts_of(forest$confusion), 10))
tested <- randomForest(data[train, 1:2], data$class[train], data[-train, 1:2], data$class[-train], ntree = 50)
write("forest_and_test.txt", function() print(tested),
      c(truth(counts_of(tested$confusion), 10), truth(counts_of(tested$test$confusion), 16)))
write("forest_confusion.txt", function() print(forest$confusion), truth(counts_of(forest$confusion), 1))
wood <- ranger(class ~ x + y, data)
write("ranger.txt", function() {
  print(wood)
  print(wood$confusion.matrix)
}, truth(unclass(wood$confusion.matrix), 16))
fitted <- train(class ~ x + y, data, method = "rpart", trControl = trainControl(method = "cv", number = 5))
whole <- confusionMatrix(fitted, "none")
write("caret_resamples.txt", function() {
  print(confusionMatrix(fitted))
  print(whole)
}, truth(t(unclass(whole$table)), 18))
changed <- capture.output(print(confusionMatrix(two$predicted, two$actual)))
changed <- sub("Accuracy : 0.86 ", "Accuracy : 0.91 ", changed)
refused <- "refused 4: The statistics below this confusion matrix are not those of its counts: one of the two was changed or cut. Not read."
write("changed.txt", function() writeLines(changed), character(), refused, ", \"recognised\": true")
