global using RnnGen.Compiler;
global using RnnGen.Compiler.Model;
