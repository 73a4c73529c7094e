export const helpText = `Shows where a classifier's accuracy misleads, from prediction files and training logs.

imbalance-lens evaluate FILE...    prediction files: metrics and findings
imbalance-lens inspect PATH...     logs, prediction files or folders: runs and findings
imbalance-lens compare A B         two prediction files of the same rows: differences,
                                   how sure they are, and what would settle them
imbalance-lens reconcile FILE --value NAME=0.66
                                   which definition of NAME gives the logged number
imbalance-lens predict MODEL DATA  a TensorFlow.js Layers model on DATA/<class>/*.png:
                                   a prediction file
imbalance-lens metrics             what this version computes
imbalance-lens rules               what it looks for
imbalance-lens formats             what it reads

  --json                 one JSON document a line, one per file or run
  --positive LABEL       positive class of a binary file
  --columns KEY=NAME,…   columns of a prediction file: actual, predicted, scores (a
                         prefix, as in scores=prob_*), weight, id
  --read-as FORMAT       read the named files as this format (imbalance-lens formats lists
                         them)
  --activation NAME      softmax or sigmoid, where scores are logits (also of a model
                         that predict runs)
  --class-counts X       validation rows by class: a=17,b=27 or a JSON file
  --class-weights X      class weights of the training: a=3.1,b=0.9 or a JSON file
  --costs X              costs of answers: 'a>b=5' (actual a answered with b costs 5; else
                         0 for right and 1 for wrong answers) or a JSON file
  --deployment-prior X   class shares where the model is used: a=0.9,b=0.1 or a JSON file
  --objective NAME       what a threshold is chosen for: f1, f2, balancedAccuracy, youdenJ,
                         cost, recall@precision=0.9, precision@recall=0.8
  --ordered a,b,c        classes from lowest to highest, for weighted kappa; in a
                         configuration "orderedClasses"
  --config FILE          settings; else the nearest .imbalance-lens.json upwards
  --live                 the training is still running
  --confidence 0.95      level of the intervals
  --half-width 0.05      how many more rows would know accuracy and each recall to
                         so much up and down (0.05 and 0.1)
  --seed N               seed of resampled intervals (1)
  --fail-on SEVERITY     exit 1 on findings of error, warning or information
  --format text          for people (the default)
  --output FILE          write there instead of to the terminal

  for reconcile:
  --value NAME=0.66      a logged number with the digits that the log has; 66.3% is
                         taken as well; NAME as in the log (val_acc, f1, loss)
  --batch 32             also as a mean over batches of so many rows

  for predict (PNG, JPEG, GIF and BMP images; needs @tensorflow/tfjs-node):
  --scale 1/255          what pixels, 0 to 255, are multiplied by; else what
                         preprocessing.json beside the model says, else 1/255
  --classes a,b,c        class names in the order of the model's outputs; else
                         preprocessing.json or class_indices.json beside the model,
                         else the folders' names sorted

Exit codes: 0 fine, 1 findings at or above --fail-on, 2 unusable input or arguments.
`;
