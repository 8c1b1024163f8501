import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: { outDir: '../../target/examples/react', emptyOutDir: true },
  // The development server would move the package away from the files beside it.
  optimizeDeps: { exclude: ['open-letter'] },
});
