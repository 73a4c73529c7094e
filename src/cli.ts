import { main } from './cli/main.ts';
import { folderOfScript } from './cli/folderOfScript.ts';

/** A reader that went away (`| head`) is no error of ours. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}

void main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  folder: folderOfScript(process.argv[1]),
}).then((code) => {
  process.exitCode = code;
});
