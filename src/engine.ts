import { openReader } from './analysis/openReader.ts';
import { rememberingAnalyse } from './analysis/rememberingAnalyse.ts';
import { rememberingJoin } from './analysis/rememberingJoin.ts';
import { runEngine } from './engine/runEngine.ts';

runEngine({ openReader, join: rememberingJoin(), analyse: rememberingAnalyse() }, process);
