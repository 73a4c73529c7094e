import { openReader } from './analysis/openReader.ts';
import { rememberingAnalyse } from './analysis/rememberingAnalyse.ts';
import { runEngine } from './engine/runEngine.ts';

runEngine({ openReader, analyse: rememberingAnalyse() }, process);
