using RnnGen.Onnx;
using RnnGen.Tool;

return ToolCommand.Run(args, Console.Out, Console.Error, OnnxDeclaration.Write);
